/**
 * The frame of every mail. What matters is styled inline and the button is a table: many mail programs drop style sheets.
 * Those that keep them, and are dark, get the colours of the sheet; the others may turn the light ones around as they like.
 */
export const layout = `<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <title>{{title}}</title>
    <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
        .page { background: #16191d !important; color: #e6e9ed !important; }
        .card { background: #22262b !important; }
        .quiet { color: #a8b2bd !important; }
        .link { color: #8fb0ff !important; }
        .rule { border-color: #3a4149 !important; }
      }
    </style>
  </head>
  <body class="page" style="margin:0;padding:24px;background:#f4f5f7;color:#1f2933;font:16px/1.5 -apple-system,'Segoe UI',Arial,sans-serif">
    <div style="display:none;max-height:0;overflow:hidden;opacity:0">{{preheader}}</div>
    <div class="card" style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
      <h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">{{title}}</h1>
      <p>Hello <bdi>{{name}}</bdi>,</p>
{{> @partial-block}}
      <table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0">
        <tr>
          <td style="background:#2457d6;border-radius:6px">
            <a href="{{link}}" style="display:inline-block;padding:12px 20px;color:#ffffff;text-decoration:none">{{action}}</a>
          </td>
        </tr>
      </table>
      <p class="quiet" style="color:#52606d;font-size:14px;word-break:break-word">If the button does not work, open this address in a browser:<br>{{link}}</p>
      <hr class="rule" style="border:0;border-top:1px solid #e4e7eb">
      <p class="quiet" style="color:#52606d;font-size:14px">{{reason}}</p>
    </div>
  </body>
</html>
`;
