import {
  IconActivity,
  IconBriefcase,
  IconBuilding,
  IconChartBar,
  IconHistory,
  IconMessages,
  IconPlugConnected,
  IconRoute,
  IconSpeakerphone,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import type { Role } from '../api/session';

const EVERYBODY: readonly Role[] = ['operator', 'admin', 'analyst'];
const ADMINS: readonly Role[] = ['operator', 'admin'];

/**
 * Pages of the tenant that is looked at, in groups. A new page joins as one entry here and one route in
 * `app/`.
 */
export function tenantPages(tenant: string) {
  const params = { tenant };
  return [
    {
      title: null,
      roles: EVERYBODY,
      pages: [
        {
          label: 'navigation.dashboard',
          icon: IconChartBar,
          link: linkOptions({ to: '/t/$tenant/dashboard', params }),
        },
        {
          label: 'navigation.integrations',
          icon: IconPlugConnected,
          link: linkOptions({ to: '/t/$tenant/integrations', params }),
        },
      ],
    },
    {
      title: 'navigation.raw',
      roles: EVERYBODY,
      pages: [
        {
          label: 'navigation.leads',
          icon: IconMessages,
          link: linkOptions({ to: '/t/$tenant/raw/leads', params }),
        },
        {
          label: 'navigation.deals',
          icon: IconBriefcase,
          link: linkOptions({ to: '/t/$tenant/raw/deals', params }),
        },
      ],
    },
    {
      title: 'navigation.lists',
      roles: EVERYBODY,
      pages: [
        {
          label: 'navigation.sites',
          icon: IconWorld,
          link: linkOptions({ to: '/t/$tenant/lists/sites', params }),
        },
        {
          label: 'navigation.campaigns',
          icon: IconSpeakerphone,
          link: linkOptions({ to: '/t/$tenant/lists/campaigns', params }),
        },
        {
          label: 'navigation.sources',
          icon: IconRoute,
          link: linkOptions({ to: '/t/$tenant/lists/sources', params }),
        },
      ],
    },
    {
      title: 'navigation.administration',
      roles: ADMINS,
      pages: [
        {
          label: 'navigation.users',
          icon: IconUsers,
          link: linkOptions({ to: '/t/$tenant/users', params }),
        },
        {
          label: 'navigation.audit',
          icon: IconHistory,
          link: linkOptions({ to: '/t/$tenant/audit', params }),
        },
      ],
    },
  ] as const;
}

/** Pages of the whole installation. */
export const operatorPages = {
  title: 'navigation.installation',
  pages: [
    {
      label: 'navigation.tenants',
      icon: IconBuilding,
      link: linkOptions({ to: '/operator/tenants' }),
    },
    {
      label: 'navigation.health',
      icon: IconActivity,
      link: linkOptions({ to: '/operator/health' }),
    },
    {
      label: 'navigation.users',
      icon: IconUsers,
      link: linkOptions({ to: '/operator/users' }),
    },
    {
      label: 'navigation.audit',
      icon: IconHistory,
      link: linkOptions({ to: '/operator/audit' }),
    },
  ],
} as const;
