import { type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { theme } from './theme';

/** The theme, with words in the current language for the buttons that have only a picture. */
export function useTheme(): MantineThemeOverride {
  const { t } = useTranslation();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('actions.close') };
    const clearButtonProps = { 'aria-label': t('actions.clear') };
    const visibilityToggleButtonProps = { 'aria-label': t('actions.showTyped') };
    return mergeThemeOverrides(theme, {
      components: {
        Modal: { defaultProps: { centered: true, closeButtonProps } },
        Drawer: { defaultProps: { closeButtonProps } },
        Notification: { defaultProps: { closeButtonProps } },
        Select: { defaultProps: { clearButtonProps } },
        MultiSelect: { defaultProps: { clearButtonProps } },
        DatePickerInput: {
          defaultProps: {
            clearButtonProps,
            hideOutsideDates: true,
            previousLabel: t('calendar.previous'),
            nextLabel: t('calendar.next'),
            // It would be a dialog without a name.
            popoverProps: { withRoles: false },
          },
        },
        PasswordInput: { defaultProps: { visibilityToggleButtonProps } },
      },
    });
  }, [t]);
}
