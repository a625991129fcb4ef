import { openDatabase } from '../../src/persistence/open-database.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import { createDraft } from '../support/reminder-drafts.ts';

// Opens the embedded database in the folder given, writes one reminder, says so, and stays until it is killed.
const folder = process.argv[2];
if (!folder) throw new Error('Name the folder.');
const { fork } = await openDatabase({ kind: 'embedded', folder });
const store = createReminderStore({ fork, onEvents: () => {} });
const draft = createDraft();
await store.insert([draft], { allOrNothing: true });
process.stdout.write(`${draft.id}\n`);
setInterval(() => {}, 60_000);
