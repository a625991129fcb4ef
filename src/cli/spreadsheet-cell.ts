/** What spreadsheets run as a formula: https://owasp.org/www-community/attacks/CSV_Injection, with its wide forms. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** One of these is a number to a spreadsheet, whatever it does with it. */
const phoneNumber = /^\+\d+$/;

/** A cell that no spreadsheet runs; `unguardCell` gives the text back, whatever it was. */
export function guardCell(text: string): string {
  return formula.test(text) && !phoneNumber.test(text) ? `'${text}` : text;
}

export function unguardCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
