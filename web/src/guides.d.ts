declare module '*.md?guide' {
  const guide: import('./guides/guide').Guide;
  export default guide;
}
