import { Migration } from '@mikro-orm/migrations';

/** Another result of calls: `cut-short`. The constraints only widen, so they are not held against the rows there are. */
export class Migration20261127CutShort extends Migration {
  override up(): void {
    this.setResults([...before, 'cut-short']);
  }

  override down(): void {
    this.addSql(`update reminders set call_result = 'other' where call_result = 'cut-short'`);
    this.addSql(`update call_attempts set call_result = 'other' where call_result = 'cut-short'`);
    this.setResults(before);
  }

  private setResults(results: readonly string[]): void {
    const list = results.map((result) => `'${result}'`).join(', ');
    for (const table of ['reminders', 'call_attempts']) {
      this.addSql(`
        alter table ${table}
          drop constraint ${table}_call_result,
          add constraint ${table}_call_result check (call_result in (${list})) not valid`);
    }
  }
}

const before = [
  'answered',
  'voicemail',
  'no-answer',
  'busy',
  'unreachable',
  'cancelled',
  'capacity',
  'configuration',
  'provider-fault',
  'other',
];
