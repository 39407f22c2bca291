import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ConfirmRemoved, RemovalsConfirmed, RemovalVerdict } from '@rollcall/contracts';
import { ConnectionsService } from '../connections/connections.service.js';
import { isFinal, waitForAll } from '../microsoft/ask-each.js';
import { inTime } from '../microsoft/be-patient.js';
import { BATCH_SIZE, type GraphCall, GraphClient } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import {
  type Answers,
  controlPaths,
  type Controls,
  deletionPath,
  judgeDeletion,
  judgeMemberships,
  judgePresence,
  membershipControlPaths,
  membershipsPath,
  presencePath,
} from './judge-removals.js';
import { objectId } from './page-links.js';

const ROUNDS = 3;
const LONGEST_WAIT_MS = 2_000;
/** Whoever has not been asked for by then is unknown: the caller waits for a minute. */
const PATIENCE_MS = 35_000;

interface Asking {
  call: GraphCall;
  controls: Controls;
  until: number;
  /** Ids of the groups of the scope; empty where nobody asks for it. */
  scope: ReadonlySet<string>;
}

interface Question<Verdict> {
  controlPaths: (controls: Controls) => string[];
  pathOf: (id: string) => string;
  judge: (ids: readonly string[], answers: Answers, controls: Controls) => Map<string, Verdict | 'unknown'>;
}

const presenceOf = { controlPaths, pathOf: presencePath, judge: judgePresence };
const deletionOf = { controlPaths, pathOf: deletionPath, judge: judgeDeletion };
const membershipsIn = (scope: ReadonlySet<string>) => ({
  controlPaths: membershipControlPaths,
  pathOf: membershipsPath,
  judge: judgeMemberships(scope),
});

/** Asks, person by person, whether somebody is gone. What is not proved is unknown, and then nobody is removed. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  async confirm(request: ConfirmRemoved): Promise<RemovalsConfirmed> {
    const call = beginCall('rpc.directory.confirm-removed', request, 'low');
    const ids = [...new Set(request.externalIds.map(objectId))];
    const controls = { tenantId: request.tenantId, controlId: objectId(request.controlId) };
    await this.connections.require(request);
    const scope = new Set(request.scopeGroups);
    const asking = { call, controls, until: inTime(PATIENCE_MS), scope };
    const perBatch = BATCH_SIZE - controlPaths(controls).length;
    const verdicts: RemovalsConfirmed['verdicts'] = [];
    for (let begin = 0; begin < ids.length; begin += perBatch) {
      const some = await this.confirmSome(ids.slice(begin, begin + perBatch), asking);
      for (const [externalId, verdict] of some) verdicts.push({ externalId, verdict });
    }
    const { requests, units } = call.usage;
    return { verdicts, requests, units };
  }

  private async confirmSome(ids: readonly string[], asking: Asking): Promise<Map<string, RemovalVerdict>> {
    const presence = await this.ask(ids, presenceOf, asking);
    const gone = ids.filter((id) => presence.get(id) === 'gone');
    const deletion = await this.ask(gone, deletionOf, asking);
    const there = ids.filter((id) => presence.get(id) === 'present' || presence.get(id) === 'disabled');
    const membership = asking.scope.size > 0 && (await this.ask(there, membershipsIn(asking.scope), asking));
    return new Map(
      ids.map((id) => {
        const found = presence.get(id) ?? 'unknown';
        if (found === 'gone') return [id, deletion.get(id) ?? 'unknown'];
        if (!membership || found === 'unknown') return [id, found];
        const member = membership.get(id) ?? 'unknown';
        return [id, member === 'in' ? found : member === 'out' ? 'outOfScope' : member];
      }),
    );
  }

  /** One batch, and again for those whose question was throttled or failed: each time with both control questions. */
  private async ask<Verdict>(
    ids: readonly string[],
    { controlPaths: pathsOf, pathOf, judge }: Question<Verdict>,
    { call, controls, until }: Asking,
  ): Promise<Map<string, Verdict | 'unknown'>> {
    const verdicts = new Map<string, Verdict | 'unknown'>(ids.map((id) => [id, 'unknown']));
    let open = ids;
    for (let round = 1; open.length > 0 && performance.now() < until; round++) {
      const answers = await this.batch(call, [...pathsOf(controls), ...open.map(pathOf)]);
      for (const [id, verdict] of judge(open, answers, controls)) verdicts.set(id, verdict);
      open = open.filter((id) => verdicts.get(id) === 'unknown');
      const waitMs = waitForAll(answers, round);
      if (answers.every(isFinal) || round === ROUNDS || waitMs > LONGEST_WAIT_MS) break;
      await pause(waitMs);
    }
    return verdicts;
  }

  private async batch(call: GraphCall, paths: readonly string[]): Promise<Answers> {
    try {
      return await this.graph.batch(call, paths);
    } catch (error) {
      throw explainGraphRefusal(error, {});
    }
  }
}
