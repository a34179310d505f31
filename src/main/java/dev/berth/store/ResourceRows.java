package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of resources. */
@ApplicationScoped
class ResourceRows implements PanacheRepositoryBase<ResourceEntity, ResourceEntity.Key> {}
