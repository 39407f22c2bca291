import { Module } from '@nestjs/common';
import { EntraClient } from './entra.client.js';
import { GraphClient } from './graph.client.js';
import { Transport } from './transport.js';
import { Turns } from './turns.js';

@Module({ providers: [Transport, Turns, EntraClient, GraphClient], exports: [EntraClient, GraphClient] })
export class MicrosoftModule {}
