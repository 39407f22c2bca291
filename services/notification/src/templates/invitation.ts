export const invitation = {
  subject: 'You are invited to Kissflow',
  action: 'Accept the invitation',
  reason: 'You get this mail because your organization added you to Kissflow. If you did not expect it, ignore it.',

  html: `{{#> layout}}
      <p>Your organization has made an account for you in Kissflow. Accept the invitation to start using it.</p>
      <p>The link works once, until {{moment expiresAt}}. Do not pass it on: it is yours alone.</p>
{{/layout}}`,

  text: `Hello \u2068{{name}}\u2069,

Your organization has made an account for you in Kissflow. Accept the invitation to start using it.

{{action}}: {{link}}

The link works once, until {{moment expiresAt}}. Do not pass it on: it is yours alone.

--\u0020
{{reason}}
`,
};
