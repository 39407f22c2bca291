export const syncFailed = {
  subject: '{{title}}',
  action: 'See what happened',
  reason: 'You get this mail because your administrators chose you under "Notify sync failures to".',

  html: `{{#> layout}}
      <p>The sync of your directory ended on {{moment at}} without finishing.</p>
      <p>{{message}}</p>
{{/layout}}`,

  text: `Hello \u2068{{name}}\u2069,

The sync of your directory ended on {{moment at}} without finishing.

{{message}}

{{action}}: {{link}}

--\u0020
{{reason}}
`,
};
