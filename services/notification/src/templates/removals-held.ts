export const removalsHeld = {
  subject: '{{title}}',
  action: 'See who they are',
  reason: 'You get this mail because your administrators chose you under "Notify sync failures to".',

  html: `{{#> layout}}
      <p>The sync of your directory that ran on {{moment at}} removed nobody.</p>
      <p>{{message}}</p>
{{/layout}}`,

  text: `Hello \u2068{{name}}\u2069,

The sync of your directory that ran on {{moment at}} removed nobody.

{{message}}

{{action}}: {{link}}

--\u0020
{{reason}}
`,
};
