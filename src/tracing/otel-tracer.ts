import { AsyncLocalStorage } from 'node:async_hooks';
import * as otel from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { SpanOptions, Tracer } from './tracer.ts';

export interface TracingOptions {
  /** Where traces are sent, as OTLP over HTTP in JSON. */
  readonly url: string;
  readonly serviceName: string;
  readonly sampling: Sampling;
}

export interface Sampling {
  /** Whether what belongs to a trace is kept if, and only if, that trace is. */
  readonly parentBased: boolean;
  /** Of the others, what part is kept: 0 to 1. */
  readonly ratio: number;
}

/** A collector that is away shall not hold up the end of the process. */
const CLOSING_MS = 2_000;

const kinds = {
  internal: otel.SpanKind.INTERNAL,
  server: otel.SpanKind.SERVER,
  client: otel.SpanKind.CLIENT,
  consumer: otel.SpanKind.CONSUMER,
} as const;

/**
 * OpenTelemetry's SDK behind our port. Only this file knows it, and it is loaded only where tracing is configured. But for
 * the SDK's own diagnostics nothing is registered globally.
 */
export function createOtelTracer(
  { url, serviceName, sampling }: TracingOptions,
  onProblem: (message: string) => void,
): Tracer {
  const problem = (message: string) => onProblem(message);
  const silent = () => {};
  otel.diag.setLogger(
    { error: problem, warn: problem, info: silent, debug: silent, verbose: silent },
    { logLevel: otel.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const root = new TraceIdRatioBasedSampler(sampling.ratio);
  const exporter = new OTLPTraceExporter({ url });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': serviceName }))
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector] })),
    sampler: sampling.parentBased ? new ParentBasedSampler({ root }) : root,
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('bellhop');
  const current = new AsyncLocalStorage<otel.Span>();

  function start({ name, kind = 'internal', parent, attributes = {} }: SpanOptions, startTime?: number) {
    const options = { kind: kinds[kind], attributes, ...(startTime !== undefined && { startTime }) };
    return tracer.startSpan(name, options, contextOf(parent));
  }

  return {
    async span(options, work) {
      const span = start(options);
      try {
        return await current.run(span, () =>
          work({
            set: (attributes) => void span.setAttributes(attributes),
            fail: (message) => void span.setStatus({ code: otel.SpanStatusCode.ERROR, message }),
          }),
        );
      } catch (error) {
        // Its name only: what it says may hold a number that was rung.
        const message = error instanceof Error ? error.name : 'error';
        span.setStatus({ code: otel.SpanStatusCode.ERROR, message });
        throw error;
      } finally {
        span.end();
      }
    },
    record(options, startedAtMs) {
      const span = start(options, startedAtMs);
      span.end();
      return traceparentOf(span);
    },
    current() {
      const span = current.getStore();
      return span ? traceparentOf(span) : null;
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSING_MS);
      });
      await Promise.race([provider.shutdown().catch((error: unknown) => problem(String(error))), late]);
      clearTimeout(timer);
    },
  };
}

/** What is no `traceparent` begins a trace of its own, as the standard wants it. */
function contextOf(traceparent: string | null): otel.Context {
  const parent = traceparent === null ? null : parseTraceParent(traceparent);
  if (!parent) return otel.ROOT_CONTEXT;
  return otel.trace.setSpanContext(otel.ROOT_CONTEXT, { ...parent, isRemote: true });
}

function traceparentOf(span: otel.Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & otel.TraceFlags.SAMPLED}`;
}
