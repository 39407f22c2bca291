import { Injectable } from '@nestjs/common';
import type { Contact, GetContacts, Role } from '@rollcall/contracts';
import { RefusedError, RpcClient } from '@rollcall/messaging';

export interface Recipients {
  contacts: Contact[];
  /** How many of those chosen the Super Admins stand in for. */
  replaced: number;
}

const administrators: Role[] = ['SuperAdmin', 'IamAdmin', 'UserAdmin'];

/** Finds whom to tell. */
@Injectable()
export class RecipientsService {
  constructor(private readonly rpc: RpcClient) {}

  /** Those chosen; for any who was deactivated or is no administrator any more, the Super Admins. */
  async find(accountId: string, notify: string[]): Promise<Recipients> {
    const userIds = [...new Set(notify)];
    if (userIds.length === 0) return { contacts: [], replaced: 0 };
    const chosen = await this.ask({ accountId, userIds, roles: administrators });
    const replaced = userIds.length - chosen.length;
    if (replaced === 0) return { contacts: chosen, replaced };
    const all = [...chosen, ...(await this.ask({ accountId, roles: ['SuperAdmin'] }))];
    const contacts = [...new Map(all.map((contact) => [contact.userId, contact])).values()];
    if (contacts.length > 0) return { contacts, replaced };
    // Better told to somebody without the role than to nobody.
    return { contacts: await this.ask({ accountId, userIds }), replaced: 0 };
  }

  /** Those whom the configuration in force names; undefined where there is none. */
  async inForce(accountId: string): Promise<string[] | undefined> {
    try {
      return (await this.rpc.request('rpc.configuration.revision', { accountId })).preferences.notify;
    } catch (error) {
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  private async ask(request: GetContacts): Promise<Contact[]> {
    return (await this.rpc.request('rpc.users.contacts', request)).contacts;
  }
}
