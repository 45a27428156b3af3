import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { createTransport } from 'nodemailer';
import type { AlertsConfig } from './config';
import type { Logger } from './log';

const LIMIT_MS = 10_000;

export interface Alert {
  readonly kind: 'integration_failed' | 'integration_late' | 'integration_recovered';
  readonly tenantId: string;
  readonly tenantName?: string;
  readonly integrationId: string;
  /** Since when it is so. Together with the kind and the ids it tells one alert from another. */
  readonly since: Date;
  /** What happened and what to press. No personal data, no secrets. */
  readonly text: { readonly ru: string; readonly en: string };
}

export interface AlertSender {
  /** False where no way to send is configured; {@link send} then does nothing. */
  readonly enabled: boolean;
  /**
   * Sends by every configured way and throws {@link AlertDeliveryError} if one of them failed. Trying again repeats
   * the ways that worked, with the same id, by which the receiver can tell.
   */
  send(alert: Alert): Promise<void>;
}

/** Thrown when an alert did not reach a receiver; its causes are in `errors`. */
export class AlertDeliveryError extends AggregateError {
  override readonly name = 'AlertDeliveryError';
}

type Way = (alert: Alert, id: string) => Promise<void>;

const SUBJECTS: Record<Alert['kind'], string> = {
  integration_failed: 'Интеграция остановилась',
  integration_late: 'Интеграция давно не получала данных',
  integration_recovered: 'Интеграция снова работает',
};

/** The same for each attempt to send one alert. */
function idOf({ kind, tenantId, integrationId, since }: Alert): string {
  const identity = [kind, tenantId, integrationId, since.toISOString()].join('\n');
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

function byEmail({ from, to, smtpUrl }: NonNullable<AlertsConfig['email']>): Way {
  const transport = createTransport({
    url: smtpUrl.reveal(),
    connectionTimeout: LIMIT_MS,
    greetingTimeout: LIMIT_MS,
    socketTimeout: LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (alert, id) => {
    const { rejected } = await transport.sendMail({
      from,
      to: [...to],
      subject: `${SUBJECTS[alert.kind]}: ${alert.tenantName ?? alert.tenantId}, ${alert.integrationId}`,
      text: `${alert.text.ru}\n\n${alert.text.en}\n\n${alert.tenantId} / ${alert.integrationId}, ${alert.since.toISOString()}\n`,
      messageId: `<${id}@skvoz.invalid>`,
    });
    if (rejected.length > 0)
      throw new Error(`The mail server refused ${rejected.length} of ${to.length} addresses.`);
  };
}

function byWebhook(url: NonNullable<AlertsConfig['webhookUrl']>): Way {
  return async (alert, id) => {
    const { kind, tenantId, tenantName, integrationId, since, text } = alert;
    const answer = await axios.post<Readable>(
      url.reveal(),
      { id, kind, tenantId, tenantName, integrationId, since: since.toISOString(), text },
      {
        headers: { 'Idempotency-Key': id },
        signal: AbortSignal.timeout(LIMIT_MS),
        maxRedirects: 0,
        // The answer's body says nothing to us and may be endless, so it is not read.
        responseType: 'stream',
        validateStatus: () => true,
      },
    );
    answer.data.destroy();
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(`The alert webhook answered ${answer.status}; it must answer 2xx.`);
    }
  };
}

/** Sends alerts by e-mail, by a webhook (POST of JSON), by both or by none, as configured. */
export function createAlertSender(config: AlertsConfig, log: Logger): AlertSender {
  const ways = new Map<string, Way>();
  if (config.email !== undefined) ways.set('email', byEmail(config.email));
  if (config.webhookUrl !== undefined) ways.set('webhook', byWebhook(config.webhookUrl));
  return {
    enabled: ways.size > 0,
    send: async (alert) => {
      const id = idOf(alert);
      const { kind, tenantId, integrationId } = alert;
      const failed: string[] = [];
      const errors: unknown[] = [];
      await Promise.all(
        Array.from(ways, async ([way, send]) => {
          try {
            await send(alert, id);
            log.info({ alertId: id, kind, tenantId, integrationId, way }, 'alert sent');
          } catch (error) {
            failed.push(way);
            errors.push(error);
          }
        }),
      );
      if (errors.length > 0)
        throw new AlertDeliveryError(errors, `The alert was not sent by ${failed.join(' and ')}.`);
    },
  };
}
