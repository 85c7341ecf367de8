import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { ModelCaps, ModelRoles, NewProvider, ProviderChange } from "@/shared/api/types";

export const modelKeys = { all: ["models"] as const };

export const providersQuery = queryOptions({
  queryKey: [...modelKeys.all, "providers"] as const,
  queryFn: () => unwrap(api.GET("/models/providers", {})),
});

export const rolesQuery = queryOptions({
  queryKey: [...modelKeys.all, "roles"] as const,
  queryFn: () => unwrap(api.GET("/models/roles", {})),
});

export const capsQuery = queryOptions({
  queryKey: [...modelKeys.all, "caps"] as const,
  queryFn: () => unwrap(api.GET("/models/caps", {})),
});

const LIST_STAYS_MS = 5 * 60_000;

/** What a provider lists. One look is enough: where it fails, a name can be typed, and *Test* says why. */
export const listedModelsQuery = (providerId: string) =>
  queryOptions({
    queryKey: [...modelKeys.all, "listed", providerId] as const,
    queryFn: () =>
      unwrap(
        api.GET("/models/providers/{provider_id}/models", { params: { path: { provider_id: providerId } } }),
      ),
    staleTime: LIST_STAYS_MS,
    retry: false,
  });

export const addProvider = (body: NewProvider, headers: { "Idempotency-Key": string }) =>
  unwrap(api.POST("/models/providers", { body, headers }));

export const changeProvider = (providerId: string, body: ProviderChange) =>
  unwrap(
    api.PATCH("/models/providers/{provider_id}", { params: { path: { provider_id: providerId } }, body }),
  );

export const removeProvider = (providerId: string) =>
  unwrap(api.DELETE("/models/providers/{provider_id}", { params: { path: { provider_id: providerId } } }));

export const tryProvider = (providerId: string, model: string | undefined) =>
  unwrap(
    api.POST("/models/providers/{provider_id}/test", {
      params: { path: { provider_id: providerId } },
      body: { model: model ?? null },
    }),
  );

export const saveRoles = (body: ModelRoles) => unwrap(api.PUT("/models/roles", { body }));

export const saveCaps = (body: ModelCaps) => unwrap(api.PUT("/models/caps", { body }));
