export const syncNotice = {
  subject: '{{title}}',
  preheader: '{{preheader}}',
  lead:
    '{{#if failed}}The sync of your directory ended on {{moment at}} without finishing.' +
    '{{else if late}}A scheduled sync of your directory starts much later than it was due.' +
    '{{else if reminder}}This has waited for somebody for a week. You are not reminded of it again.' +
    '{{else if connection}}{{#if things.length}}This came up on {{moment at}}, between two syncs.' +
    '{{else}}What the sync had trouble with ended on {{moment at}}.{{/if}}' +
    '{{else if things.length}}The sync of your directory finished on {{moment at}} with something to look at.' +
    '{{else}}The sync of your directory finished on {{moment at}}, and what it had trouble with is over.{{/if}}',
  action: 'See the details',
  reason: 'You get this mail because your administrators chose you under "Notify sync failures to".',

  html: `{{#> layout}}
      <p>{{lead}}</p>
{{#each things}}
      <h2 style="margin:24px 0 4px;font-size:16px;line-height:1.4">{{title}}</h2>
      <p style="margin:0">{{message}}</p>
{{#if lasts}}
      <p class="quiet" style="margin:4px 0 0;color:#52606d;font-size:14px">Since {{moment since}}</p>
{{/if}}
{{#if link}}
      <p style="margin:4px 0 0"><a class="link" href="{{link}}" style="color:#2457d6">{{action}}</a></p>
{{/if}}
{{/each}}
{{#if more}}
      <p>And {{more}} more, all in the report.</p>
{{/if}}
{{#if over.length}}
      <h2 style="margin:24px 0 4px;font-size:16px;line-height:1.4">Over</h2>
{{#each over}}
      <p style="margin:0">{{this}}.</p>
{{/each}}
{{/if}}
{{#if counts.length}}
      <h2 style="margin:24px 0 4px;font-size:16px;line-height:1.4">People</h2>
      <table cellpadding="0" cellspacing="0" style="font-size:16px">
{{#each counts}}
        <tr>
          <th scope="row" style="padding:2px 24px 2px 0;font-weight:400;text-align:left">{{label}}</th>
          <td style="padding:2px 0;text-align:right">{{count}}</td>
        </tr>
{{/each}}
      </table>
{{/if}}
{{#if aside}}
      <p>{{aside}}</p>
{{/if}}
{{#if unsubscribe}}
      <p class="quiet" style="color:#52606d;font-size:14px"><a href="{{unsubscribe}}" style="color:inherit">Get no more mails of this kind</a></p>
{{/if}}
{{/layout}}`,

  text: `Hello \u2068{{name}}\u2069,

{{lead}}
{{#each things}}

{{title}}
{{message}}
{{#if lasts}}
Since {{moment since}}
{{/if}}
{{#if link}}
{{action}}: {{link}}
{{/if}}
{{/each}}
{{#if more}}

And {{more}} more, all in the report.
{{/if}}
{{#each over}}

Over: {{this}}.
{{/each}}
{{#if counts.length}}

People
{{#each counts}}
{{label}}: {{count}}
{{/each}}
{{/if}}
{{#if aside}}

{{aside}}
{{/if}}

{{action}}: {{link}}

--\u0020
{{reason}}
{{#if unsubscribe}}
Get no more mails of this kind: {{unsubscribe}}
{{/if}}
`,
};
