package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of where on a Swarm data is. */
@ApplicationScoped
class VolumePinRows implements PanacheRepositoryBase<VolumePinEntity, String> {}
