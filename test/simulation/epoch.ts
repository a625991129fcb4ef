/** When every simulation begins, in milliseconds since 1970. */
export const systemTimeStart = Date.UTC(2030, 0, 1);
