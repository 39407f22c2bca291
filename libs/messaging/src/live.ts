import { EventEmitter } from 'node:events';
import type { LiveSignals, LiveSubject } from '@rollcall/contracts';
import type { BusConnection } from './bus-connection.js';

/** Signals for whoever looks right now: at most once, to every listener, and kept for nobody. */
export abstract class Live {
  /** Never fails: whoever missed it asks again by and by. */
  abstract tell<S extends LiveSubject>(subject: S, signal: LiveSignals[S]): void;

  /** Until the function that it returns is called. */
  abstract listen<S extends LiveSubject>(subject: S, heard: (signal: LiveSignals[S]) => void): () => void;
}

export class NatsLive extends Live {
  constructor(private readonly bus: BusConnection) {
    super();
  }

  tell<S extends LiveSubject>(subject: S, signal: LiveSignals[S]): void {
    if (this.bus.isConnected()) this.bus.connection.publish(subject, JSON.stringify(signal));
  }

  listen<S extends LiveSubject>(subject: S, heard: (signal: LiveSignals[S]) => void): () => void {
    const subscription = this.bus.connection.subscribe(subject, {
      callback: (error, message) => {
        if (!error) heard(message.json<LiveSignals[S]>());
      },
    });
    return () => {
      subscription.unsubscribe();
    };
  }
}

/** For unit tests: whoever listens hears what is told, at once. */
export class FakeLive extends Live {
  private readonly signals = new EventEmitter();

  get listening(): number {
    return this.signals.eventNames().reduce((count, name) => count + this.signals.listenerCount(name), 0);
  }

  tell<S extends LiveSubject>(subject: S, signal: LiveSignals[S]): void {
    this.signals.emit(subject, signal);
  }

  listen<S extends LiveSubject>(subject: S, heard: (signal: LiveSignals[S]) => void): () => void {
    this.signals.on(subject, heard);
    return () => void this.signals.off(subject, heard);
  }
}
