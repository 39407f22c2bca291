export const invitation = {
  subject: 'You are invited to Kissflow',
  preheader: 'The link works once, until {{moment expiresAt}}.',
  lead: 'Your organization has made an account for you in Kissflow. Accept the invitation to start using it.',
  action: 'Accept the invitation',
  reason: 'You get this mail because your organization added you to Kissflow. If you did not expect it, ignore it.',

  html: `{{#> layout}}
      <p>{{lead}}</p>
      <p>The link works once, until {{moment expiresAt}}. Do not pass it on: it is yours alone.</p>
{{/layout}}`,

  text: `Hello \u2068{{name}}\u2069,

{{lead}}

{{action}}: {{link}}

The link works once, until {{moment expiresAt}}. Do not pass it on: it is yours alone.

--\u0020
{{reason}}
`,
};
