import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import classes from './TabLink.module.css';

type OverAnchor<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>;

/** The component library's links, with addresses that the router checks. */
export const AnchorLink = createLink((props: OverAnchor<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: OverAnchor<ButtonProps>) => <Button component="a" {...props} />);
export const NavigationLink = createLink((props: OverAnchor<NavLinkProps>) => <NavLink {...props} />);

/** One of several pages about the same thing. */
export const TabLink = createLink((props: ComponentPropsWithRef<'a'>) => (
  <a {...props} className={classes['tab']}>
    {props.children}
  </a>
));
