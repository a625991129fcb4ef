/**
 * Calls off everything that is scheduled for one number.
 *
 *     BELLHOP_URL=http://127.0.0.1:4000 node examples/call-off.js +14155550123
 */
import { createBellhop } from 'bellhop/client';

const [, , phoneNumber] = process.argv;
const { BELLHOP_URL: url = 'http://127.0.0.1:4000', BELLHOP_TOKEN: token } = process.env;
if (!phoneNumber) throw new Error('Say which number: node examples/call-off.js +14155550123');
const bellhop = createBellhop({ url, ...(token && { token }) });

let count = 0;
// Pages are read by cursor, so what is called off meanwhile does not make the list skip anything.
for await (const { reminders } of bellhop.list({ filter: { phoneNumber, status: ['SCHEDULED'] } })) {
  for (const { id, message } of reminders) {
    const result = await bellhop.cancel(id);
    if (result.__typename === 'CancelReminderSuccess') count++;
    else console.error(`"${message}" was not called off: ${result.message}`);
  }
}
console.log(`Called off: ${count}`);
