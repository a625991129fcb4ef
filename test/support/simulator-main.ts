import { createSimulator, type SimulatorOptions } from '../../src/vapi/simulator/simulator.ts';

/** A simulator alone in a process, with the options that it is started with. Ends with the process that started it. */
const options = JSON.parse(process.argv[2] ?? '{}') as SimulatorOptions;
const simulator = await createSimulator(options);
process.on('disconnect', () => process.exit());
process.send?.({ url: simulator.url, ledgerUrl: simulator.ledgerUrl });
