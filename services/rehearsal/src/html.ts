/** Text that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return part.map((item) => item.text).join('');
}

/** A template whose values are escaped, but for those that are Html already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + escape(parts[index - 1] ?? '') + string));
}

export function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
            --dim: light-dark(#5c5c66, #a6b0c0);
            --line: light-dark(#dfe3ea, #3a3d45);
            --accent: light-dark(#1f5fd6, #7aa2f7);
          }
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color: light-dark(#1b1b1f, #e8eaee);
            background: light-dark(#fff, #1a1b1e);
          }
          h1,
          h2 {
            line-height: 1.25;
          }
          a {
            color: var(--accent);
          }
          small,
          .rehearsal {
            color: var(--dim);
          }
          .buttons {
            display: flex;
            flex-wrap: wrap;
            gap: 0.5rem;
          }
          .person {
            display: grid;
            grid-template-columns: minmax(9rem, max-content) 1fr;
            gap: 0 1rem;
            align-items: center;
            padding-block: 0.6rem;
            border-bottom: 1px solid var(--line);
            overflow-wrap: anywhere;
          }
          .answers {
            display: flex;
            flex-wrap: wrap;
            gap: 0.5rem;
            align-items: center;
            padding-top: 1rem;
          }
          button,
          input {
            font: inherit;
            padding: 0.4rem 0.9rem;
            border: 1px solid light-dark(#a3abb8, #5d636f);
            border-radius: 0.4rem;
          }
          button {
            cursor: pointer;
          }
          .person button {
            width: 100%;
            text-align: start;
          }
          table {
            border-collapse: collapse;
            width: 100%;
          }
          td,
          th {
            text-align: left;
            padding: 0.3rem 0.6rem;
            border-bottom: 1px solid var(--line);
            overflow-wrap: anywhere;
          }
          pre {
            white-space: pre-wrap;
            overflow-wrap: anywhere;
          }
          iframe {
            width: 100%;
            height: 44rem;
            border: 1px solid var(--line);
            color-scheme: light;
            background: #fff;
          }
        </style>
      </head>
      <body>
        <p class="rehearsal">Rehearsal tenant: this page stands in for the real service.</p>
        <h1>${title}</h1>
        ${content}
      </body>
    </html>`.text;
}

/** Hidden fields that carry a request's parameters on. */
export function hiddenFields(fields: Iterable<readonly [string, string]>): Html[] {
  return [...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}
