import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../elements/page.js';
import { shell } from '../texts/shell.js';

const { notFound: texts } = shell;

export function NotFound() {
  return (
    <Page title={texts.title}>
      <Text>
        {texts.text}{' '}
        <Anchor component={Link} to="/">
          {texts.home}
        </Anchor>
      </Text>
    </Page>
  );
}
