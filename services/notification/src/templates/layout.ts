/** The frame of every mail. Styles are inline and the button is a table: mail programs drop style sheets. */
export const layout = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>{{title}}</title>
  </head>
  <body style="margin:0;padding:24px;background:#f4f5f7;color:#1f2933;font:16px/1.5 -apple-system,'Segoe UI',Arial,sans-serif">
    <div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
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
      <p style="color:#52606d;font-size:14px">If the button does not work, open this address in a browser:<br>{{link}}</p>
      <hr style="border:0;border-top:1px solid #e4e7eb">
      <p style="color:#52606d;font-size:14px">{{reason}}</p>
    </div>
  </body>
</html>
`;
