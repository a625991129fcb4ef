/** What is wrong with a value, in the words of Vapi's validation (NestJS, class-validator); empty for a good one. */
export type Shape = (value: unknown, path: string) => string[];

type Shapes = Readonly<Record<string, Shape>>;

/** An object that has no property but these, of which some must be there. */
export function object(properties: Shapes, required: readonly string[] = []): Shape {
  return (value, path) => {
    if (!isObject(value)) return [`${path || 'the body'} must be an object`];
    const under = path === '' ? '' : `${path}.`;
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
    const missing = required.filter((name) => value[name] === undefined);
    return [
      ...unknown.map((name) => `${under}property ${name} should not exist`),
      ...missing.map((name) => `${under}${name} should not be empty`),
      ...Object.entries(properties).flatMap(([name, shape]) =>
        value[name] === undefined ? [] : shape(value[name], `${under}${name}`),
      ),
    ];
  };
}

export function list(of: Shape): Shape {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((each, n) => of(each, `${path}.${n}`))
      : [`${path} must be an array`];
}

export function text(min = 0, max = Number.POSITIVE_INFINITY): Shape {
  return check(
    (value) => typeof value === 'string' && value.length >= min && value.length <= max,
    max === Number.POSITIVE_INFINITY ? 'must be a string' : `must be a string of ${min} to ${max} characters`,
  );
}

export function numeric(min: number, max: number): Shape {
  return check(
    (value) => typeof value === 'number' && value >= min && value <= max,
    `must be a number from ${min} to ${max}`,
  );
}

export function oneOf(...values: readonly unknown[]): Shape {
  return check(
    (value) => values.includes(value),
    `must be one of the following values: ${values.join(', ')}`,
  );
}

export function check(isGood: (value: unknown) => boolean, must: string): Shape {
  return (value, path) => (isGood(value) ? [] : [`${path} ${must}`]);
}

/** Of something that Bellhop sends nothing in, so that nothing of it is known here. */
export const anything: Shape = () => [];

export const flag: Shape = oneOf(true, false);

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isE164(value: unknown): boolean {
  return typeof value === 'string' && /^\+[1-9]\d{1,14}$/.test(value);
}
