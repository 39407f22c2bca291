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
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color: #1b1b1f;
          }
          small,
          .rehearsal {
            color: #5c5c66;
          }
          form {
            display: inline-block;
            margin: 0.2rem 0.4rem 0.2rem 0;
          }
          button {
            font: inherit;
            padding: 0.4rem 0.9rem;
            cursor: pointer;
          }
          table {
            border-collapse: collapse;
            width: 100%;
          }
          td,
          th {
            text-align: left;
            padding: 0.3rem 0.6rem;
            border-bottom: 1px solid #ddd;
          }
          pre {
            white-space: pre-wrap;
            overflow-wrap: anywhere;
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
