import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Connection } from '@rollcall/contracts';
import { ConfirmTenant, GetConnection, RejectTenant, RemoveConnection } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { ConnectionsService } from './connections.service.js';

@Controller()
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Answers('rpc.connection.get')
  get(@Payload() { accountId }: GetConnection): Promise<Connection | null> {
    return this.connections.get(accountId);
  }

  @Answers('rpc.connection.confirm')
  confirm(@Payload() request: ConfirmTenant): Promise<Connection> {
    return this.connections.confirm(request);
  }

  @Answers('rpc.connection.reject')
  reject(@Payload() request: RejectTenant): Promise<Connection> {
    return this.connections.reject(request);
  }

  @Answers('rpc.connection.remove')
  remove(@Payload() request: RemoveConnection): Promise<{ removed: boolean }> {
    return this.connections.remove(request);
  }
}
