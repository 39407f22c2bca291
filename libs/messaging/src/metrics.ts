import { Counter, Gauge, Histogram } from 'prom-client';

const seconds = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

export const eventsSettled = new Counter({
  name: 'rollcall_events_settled_total',
  help: 'Deliveries of events by what became of them: acknowledged, retried (failure, infrastructure, asked), deadLettered.',
  labelNames: ['subject', 'settlement'] as const,
});

export const eventSeconds = new Histogram({
  name: 'rollcall_event_seconds',
  help: 'How long handling an event took.',
  labelNames: ['subject'] as const,
  buckets: seconds,
});

export const eventsPublished = new Counter({
  name: 'rollcall_events_published_total',
  help: 'Attempts to publish an event, by whether the bus stored it.',
  labelNames: ['subject', 'result'] as const,
});

export const outboxSize = new Gauge({
  name: 'rollcall_outbox_events',
  help: 'Events stored beside their change and not yet acknowledged by the bus.',
});

export const requestSeconds = new Histogram({
  name: 'rollcall_request_seconds',
  help: 'How long a request to another service took, by its result.',
  labelNames: ['subject', 'result'] as const,
  buckets: seconds,
});

export const answerSeconds = new Histogram({
  name: 'rollcall_answer_seconds',
  help: 'How long answering a request took, by its result.',
  labelNames: ['subject', 'result'] as const,
  buckets: seconds,
});
