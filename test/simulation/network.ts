import type { Dispatcher } from 'undici';
import type { Actor, World } from './world.ts';

/** One HTTP request of an instance. */
export interface VirtualRequest {
  readonly actor: Actor;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | null;
  /** When the instance decided to send it. */
  readonly begunAtMs: number;
  /** When the instance looked at its lease for the last time. */
  readonly checkedAtMs: number;
  readonly sentAtMs: number;
  /** When its answer had reached the instance in full; `null`: not yet, or never. */
  answeredAtMs: number | null;
}

export interface VirtualResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface VirtualServer {
  /** A request was written to its connection. */
  onSent(request: VirtualRequest): void;
  /** A request arrived. */
  onArrived(request: VirtualRequest, respond: (response: VirtualResponse) => void): void;
}

export interface Network {
  /** What an instance sends its requests with, in place of undici's agent. */
  dispatcherOf(actor: Actor): Dispatcher;
}

/** No request and no answer is longer on its way, unless it gets lost. */
export const MAX_TRANSIT_MS = 200;
const LONGEST_CONNECT_MS = 3_000;
/** How often a process stops between its last look at the lease and the write. */
const STOP_BEFORE_WRITE_RATE = 0.02;

/** The network between the instances and the provider: slow to connect, it loses requests, answers and their ends. */
export function createNetwork(world: World, server: VirtualServer, faultRate: () => number): Network {
  const { random } = world;
  const stopped = new Set<Actor>();
  const transitMs = () => random.whole(0, MAX_TRANSIT_MS);

  function dispatch(actor: Actor, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
    let isOver = false;
    const begunAtMs = world.nowMs();
    const controller = {
      abort(reason: Error) {
        if (isOver) return;
        isOver = true;
        handler.onResponseError?.(controller, reason);
      },
    } as unknown as Dispatcher.DispatchController;
    /** Something that happens to the connection, as the instance sees it. */
    const happens = (inMs: number, what: () => void) =>
      world.after(inMs, () => void (isOver || what()), actor);
    const breaks = (code: string) => controller.abort(Object.assign(new Error(code), { code }));

    function connected() {
      if (random.chance(faultRate() / 4)) return breaks('ECONNREFUSED');
      handler.onRequestStart?.(controller, {});
      if (isOver) return;
      const checkedAtMs = world.nowMs();
      if (stopped.has(actor) || !random.chance(STOP_BEFORE_WRITE_RATE)) return write(checkedAtMs);
      const stopMs = random.whole(50, 5_000);
      world.note(`${actor.name} stops for ${stopMs} ms before a write`);
      actor.stalledUntilMs = Math.max(actor.stalledUntilMs, world.nowMs() + stopMs);
      // From its own point of view no time passes before the write.
      stopped.add(actor);
      const goOn = () => {
        stopped.delete(actor);
        write(checkedAtMs);
      };
      world.after(stopMs, goOn, actor);
    }

    function write(checkedAtMs: number) {
      const request: VirtualRequest = {
        actor,
        method: options.method,
        path: options.path,
        headers: new Headers(options.headers as Headers),
        body: options.body as string | null,
        begunAtMs,
        checkedAtMs,
        sentAtMs: world.nowMs(),
        answeredAtMs: null,
      };
      server.onSent(request);
      if (random.chance(faultRate() / 4)) return lose(request, 'request');
      if (random.chance(faultRate() / 4)) lose(request, 'connection');
      world.after(transitMs(), () =>
        server.onArrived(request, (response) => {
          if (random.chance(faultRate() / 2)) return lose(request, 'answer');
          const lateMs = random.chance(faultRate() / 4) ? random.whole(0, 5_000) : 0;
          happens(transitMs() + lateMs, () => answer(request, response));
        }),
      );
    }

    /** The connection breaks, or nothing more comes of it. */
    function lose(request: VirtualRequest, what: string) {
      world.note(`${actor.name} ${request.method}: the ${what} gets lost`);
      if (random.chance(0.5)) happens(transitMs(), () => breaks('ECONNRESET'));
    }

    function answer(request: VirtualRequest, { status, body }: VirtualResponse) {
      const text = Buffer.from(JSON.stringify(body));
      handler.onResponseStart?.(controller, status, { 'content-type': 'application/json' });
      if (random.chance(faultRate() / 10)) {
        handler.onResponseData?.(controller, text.subarray(0, text.length / 2));
        return breaks('ECONNRESET');
      }
      request.answeredAtMs = world.nowMs();
      handler.onResponseData?.(controller, text);
      isOver = true;
      handler.onResponseEnd?.(controller, {});
    }

    happens(random.chance(0.1) ? random.whole(0, LONGEST_CONNECT_MS) : random.whole(0, 30), connected);
    return true;
  }

  return {
    dispatcherOf: (actor) =>
      ({
        dispatch: (options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) =>
          dispatch(actor, options, handler),
        destroy: async () => {},
      }) as unknown as Dispatcher,
  };
}
