import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** An input for something secret. The library's own does not say by itself that its value was refused. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput {...props} aria-invalid={props.error ? true : undefined} />;
}
