import type { ReactNode } from 'react';
import classes from './elements.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle';

/** A state in words, with a dot in its colour. */
export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${classes.state} ${classes[tone]}`}>{children}</span>;
}
