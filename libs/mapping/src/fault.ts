/** Why a value can't be stored: a stable code, what follows the quoted value in a sentence, and another way to mend it. */
export interface Fault {
  code: string;
  says: string;
  mend?: string;
}

/** Turns what is left of a value after cleaning into what Kissflow stores. */
export type Convert = (text: string) => string | Fault;
