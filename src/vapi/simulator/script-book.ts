import { type Behaviour, drawFault, type FaultRates, scriptFor } from './behaviour.ts';

/** What each number does next. */
export interface ScriptBook {
  /** What this number does from now on: one behaviour for each request, the last for all that follow. */
  write(phoneNumber: string, script: readonly Behaviour[]): void;
  next(phoneNumber: string): Behaviour;
}

export interface Chance {
  readonly faultRates: FaultRates;
  readonly random: () => number;
}

export function createScriptBook({ faultRates, random }: Chance): ScriptBook {
  const scripts = new Map<string, Behaviour[]>();

  function scripted(phoneNumber: string): Behaviour {
    let script = scripts.get(phoneNumber);
    if (!script) {
      const fixed = scriptFor(phoneNumber);
      if (fixed.length === 1) return fixed[0] as Behaviour;
      script = [...fixed];
      scripts.set(phoneNumber, script);
    }
    return (script.length > 1 ? script.shift() : script[0]) ?? 'success';
  }

  return {
    write: (phoneNumber, script) => void scripts.set(phoneNumber, [...script]),
    next: (phoneNumber) => drawFault(faultRates, random) ?? scripted(phoneNumber),
  };
}
