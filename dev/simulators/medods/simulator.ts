import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { controlEndpoint, controlPrefix } from '../shared/control-endpoint';
import { close, listen } from '../shared/listen';
import { htmlAnswer } from './answer';
import type { Clinic } from './clinic';
import { clinicDefinitionSchema } from './clinic-definition';
import { Clinics } from './clinics';
import { controlHandlers } from './control-commands';
import { deliver, replacementFor } from './delivery';
import { answerVendorRequest, routeOf } from './vendor-api';

const optionsSchema = z.strictObject({
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(0),
  clinics: z.array(clinicDefinitionSchema).default([]),
  /** Where the clinics are kept, so that the next process on this file plays them as they were left. */
  keepFile: z.string().optional(),
  /** How many requests each clinic's journal keeps; counts go on beyond it. */
  journalLimit: z.int().positive().default(20_000),
});
export type SimulatorOptions = z.input<typeof optionsSchema>;

export interface MedodsSimulator {
  /** `http://127.0.0.1:<port>`: for the client's origin override and for `MedodsControl`. */
  origin: string;
  port: number;
  /** Closes every connection, unanswered ones too, and stops the life of the clinics. */
  stop(): Promise<void>;
}

/** Starts the simulator on 127.0.0.1. Throws a ZodError for wrong options, and when the port is taken. */
export async function startMedodsSimulator(options: SimulatorOptions = {}): Promise<MedodsSimulator> {
  const { port, clinics: definitions, keepFile, journalLimit } = optionsSchema.parse(options);
  const clinics = new Clinics(journalLimit, keepFile);
  for (const definition of definitions) clinics.put(definition);
  const control = controlEndpoint(controlHandlers(clinics));
  const server = createServer((request, response) => {
    answer(clinics, control, request, response).catch((error: unknown) => {
      // A fault that cannot be carried out is a mistake in the test: it must be seen, not retried away.
      const reason = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(reason);
    });
  });
  // Longer than a puller's pauses, so that a kept connection is not closed under its next request.
  server.keepAliveTimeout = 120_000;
  const taken = await listen(server, port);
  return {
    origin: `http://127.0.0.1:${taken}`,
    port: taken,
    stop: async () => {
      clinics.stopAll();
      await close(server);
    },
  };
}

async function answer(
  clinics: Clinics,
  control: ReturnType<typeof controlEndpoint>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = request.url ?? '/';
  const [path = '/', query = ''] = target.split('?', 2);
  if (path.startsWith(controlPrefix)) return control(request, response, path);
  const clinic = clinics.find(hostOf(request));
  if (clinic === undefined) return deliver(response, htmlAnswer(404, 'Такой клиники нет'), []);
  await answerClinicRequest(clinic, { request, response, target, path, query });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  target: string;
  path: string;
  query: string;
}

async function answerClinicRequest(clinic: Clinic, exchange: Exchange): Promise<void> {
  const { request, response, target, path, query } = exchange;
  const method = request.method ?? 'GET';
  const route = routeOf(path);
  const entry = clinic.journal.begin({ method, path: target, entity: route?.entity ?? null });
  response.once('close', () => entry.closed());
  const { instead, content, delivery } = clinic.faults.apply(route?.entity, target);
  const { authorization } = request.headers;
  const reply =
    instead === undefined
      ? answerVendorRequest(
          clinic,
          { method, route, query: new URLSearchParams(query), authorization },
          content,
        )
      : replacementFor(instead);
  // Without a reply the connection stays open until the client gives up or the simulator stops.
  if (reply === undefined) return;
  entry.answered(reply.status);
  await deliver(response, reply, delivery);
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}
