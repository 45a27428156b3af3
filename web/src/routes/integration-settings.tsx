export { SettingsPage as IntegrationSettingsPage } from '../settings/SettingsPage';
