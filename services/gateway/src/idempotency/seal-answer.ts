import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a request was answered with. */
export interface KeptAnswer {
  body: unknown;
  location?: string;
}

const CIPHER = 'aes-256-gcm';

/** An answer may hold somebody's address: where it is kept, only whoever sends the request's key again can read it. */
export function sealAnswer(answer: KeptAnswer, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, Buffer.from(secret, 'base64url'), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()]);
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
}

export function openAnswer(text: string, secret: string): KeptAnswer {
  const [nonce, tag, sealed] = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !sealed) throw new Error('the kept answer is not whole');
  const decipher = createDecipheriv(CIPHER, Buffer.from(secret, 'base64url'), nonce);
  decipher.setAuthTag(tag);
  return JSON.parse(decipher.update(sealed).toString() + decipher.final().toString()) as KeptAnswer;
}
