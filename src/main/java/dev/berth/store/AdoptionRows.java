package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of adopted things. */
@ApplicationScoped
class AdoptionRows implements PanacheRepositoryBase<AdoptionEntity, String> {}
