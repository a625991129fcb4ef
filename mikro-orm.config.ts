import { readConfig } from './src/config/read-config.ts';
import { checkServer } from './src/persistence/check-server.ts';
import { embeddedOptions, serverOptions } from './src/persistence/open-database.ts';

// For MikroORM's CLI: the same database as the application's. Stop Bellhop first if that is the embedded one.
const { database } = readConfig();

export default database.kind === 'embedded'
  ? embeddedOptions(database.folder)
  : serverOptions(database.connection, await checkServer(database.connection));
