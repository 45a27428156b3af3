import { unconnectedClinic } from './demo-clinic';
import { unconnectedSalon } from './demo-salon';

/**
 * What a customer would be given by the vendors, and the command that stands for the request to
 * ProfSalon's support.
 *
 * @param simulator the origin of the salon's simulator.
 */
export function unconnectedCredentials(simulator: string): readonly string[] {
  const { host, identity, secretKey } = unconnectedClinic;
  const { salonId, salonLogin, token } = unconnectedSalon;
  const change = JSON.stringify({ salonId, change: { webhookUrl: '<Webhook url>' } });
  return [
    `Medods     UID ${host}, Identity ${identity}, SecretKey ${secretKey}`,
    `ProfSalon  token ${token}, salon ${salonId}, login ${salonLogin}; then, for its support,`,
    `           curl ${simulator}/__control/changeSalon -d '${change}'`,
  ];
}
