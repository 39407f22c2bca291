export interface KissflowPerson {
  readonly id: string;
  readonly account: string;
  readonly role: 'SuperAdmin' | 'IamAdmin' | 'User';
  readonly name: string;
  readonly email: string;
}

/** Who can sign in to Kissflow here: three of one account, and somebody of another who must not see it. */
export const KISSFLOW_PEOPLE = [
  {
    id: 'Us0000001',
    account: 'Ac0000001',
    role: 'SuperAdmin',
    name: 'Sasha Super',
    email: 'sasha.super@kissflow.example',
  },
  { id: 'Us0000002', account: 'Ac0000001', role: 'IamAdmin', name: 'Ira Iam', email: 'ira.iam@kissflow.example' },
  { id: 'Us0000003', account: 'Ac0000001', role: 'User', name: 'Uma User', email: 'uma.user@kissflow.example' },
  {
    id: 'Us0000004',
    account: 'Ac0000002',
    role: 'SuperAdmin',
    name: 'Otto Other',
    email: 'otto.other@kissflow.example',
  },
] as const satisfies readonly KissflowPerson[];
