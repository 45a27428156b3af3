import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** An input for something secret. The library's own does not say by itself that its value was refused. */
export function PasswordField(props: PasswordInputProps) {
  const isWrong = props.error !== undefined && props.error !== null && props.error !== false;
  return <PasswordInput {...props} aria-invalid={isWrong || undefined} />;
}
