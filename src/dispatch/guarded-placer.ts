import type { CallPlacer } from './call-placer.ts';

/**
 * Places no call to a number that may not be rung by now: the rules may have become stricter since its reminder was
 * created. Nothing leaves then, and the attempt tells why.
 */
export function createGuardedPlacer(
  placer: CallPlacer,
  refuse: (phoneNumber: string) => string | null,
): CallPlacer {
  return {
    ...placer,
    async place(request, options) {
      const reason = refuse(request.phoneNumber);
      if (reason === null) return placer.place(request, options);
      return { kind: 'rejected', reason, httpStatus: null };
    },
  };
}
