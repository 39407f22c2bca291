import { Injectable } from '@nestjs/common';
import type { AccountRequest, DirectoryGroup, DirectoryUser, MeasureScope, ScopeSize } from '@rollcall/contracts';
import { RefusedError, RpcClient } from '@rollcall/messaging';

/** What tells people of the same name apart. */
const SHOWN = ['mail', 'userPrincipalName', 'jobTitle'];

@Injectable()
export class DirectoryService {
  constructor(private readonly rpc: RpcClient) {}

  async findGroups(account: AccountRequest, search: string | undefined): Promise<DirectoryGroup[]> {
    const request = { ...(await this.at(account)), counts: true, ...(search && { search }) };
    return (await this.rpc.request('rpc.directory.groups', request)).groups;
  }

  async findPeople(account: AccountRequest, search: string): Promise<DirectoryUser[]> {
    const request = { ...(await this.at(account)), search, attributes: SHOWN };
    return (await this.rpc.request('rpc.directory.find', request)).people;
  }

  async measureScope(
    account: AccountRequest,
    scope: Pick<MeasureScope, 'users' | 'groupIds' | 'includeGuests'>,
  ): Promise<ScopeSize> {
    return this.rpc.request('rpc.directory.scope-size', { ...(await this.at(account)), ...scope });
  }

  /** A question to a directory names the connection it is meant for. */
  async at(account: AccountRequest): Promise<AccountRequest & { connectionId: string; tenantId: string }> {
    const connection = await this.rpc.request('rpc.connection.get', account);
    if (!connection)
      throw new RefusedError('not-connected', 'No Azure AD tenant is connected. Sign in to Azure AD first.');
    return { ...account, connectionId: connection.connectionId, tenantId: connection.tenantId };
  }
}
