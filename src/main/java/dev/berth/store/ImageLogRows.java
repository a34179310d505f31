package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of logs of builds and pulls. */
@ApplicationScoped
class ImageLogRows implements PanacheRepositoryBase<ImageLogEntity, Long> {}
