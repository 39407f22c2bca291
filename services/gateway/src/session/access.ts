import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import type { AccountRequest, Actor, Role } from '@rollcall/contracts';
import type { Request } from 'express';

/** Who signed in: as their token says, by the id under which they are known here. */
export interface SignedInPerson {
  accountId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
}

export type SignedInRequest = Request & { person?: SignedInPerson };

export const ADMINISTRATORS: readonly Role[] = ['SuperAdmin', 'IamAdmin'];
export const PEOPLE_ADMINISTRATORS: readonly Role[] = ['SuperAdmin', 'IamAdmin', 'UserAdmin'];
export const EVERYBODY: readonly Role[] = ['SuperAdmin', 'IamAdmin', 'UserAdmin', 'User'];

/** Who may call a route. One that doesn't say is for administrators only. */
export const AllowedTo = Reflector.createDecorator<readonly Role[]>();

const OpenRoute = Reflector.createDecorator<true>({ transform: () => true });
export const OPEN = OpenRoute.KEY;

/** A route for which nobody has to be signed in, which its description says too. */
export const Open = (): ClassDecorator & MethodDecorator => applyDecorators(OpenRoute(), ApiSecurity({}));

/** `{ accountId, actor }` of the person signed in: what every request about their account begins with. */
export const Account = createParamDecorator(
  (_: unknown, context: ExecutionContext): AccountRequest & { actor: Actor } => {
    const { accountId, userId, name, role } = personOf(context);
    return { accountId, actor: { userId, name, role } };
  },
);

export const Person = createParamDecorator((_: unknown, context: ExecutionContext) => personOf(context));

/** Health and metrics, which every service has, are for whoever runs Rollcall. */
export function isForOperators(context: ExecutionContext): boolean {
  const { path } = context.switchToHttp().getRequest<Request>();
  return /^\/(health|metrics)(\/|$)/i.test(path);
}

function personOf(context: ExecutionContext): SignedInPerson {
  const { person } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!person) throw new Error('this route is open: nobody is signed in');
  return person;
}
