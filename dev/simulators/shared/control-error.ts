/** Something was asked of a simulator that it cannot do; the message says what to ask instead. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
