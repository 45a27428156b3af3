export { integration } from './integration';
export { pull } from './pull';
export { sweep } from './sweep';
