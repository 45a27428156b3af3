/** Whose documents are meant: those of a tenant, or `null` for all there are, which is for operators only. */
export type TenantScope = string | null;

/** The condition that keeps a query within a scope. */
export function inScope(scope: TenantScope): { readonly tenantId?: string } {
  return scope === null ? {} : { tenantId: scope };
}
