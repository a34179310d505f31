package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of claims. */
@ApplicationScoped
class OwnedAppRows implements PanacheRepositoryBase<OwnedAppEntity, String> {}
