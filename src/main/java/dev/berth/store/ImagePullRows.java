package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of last pulls. */
@ApplicationScoped
class ImagePullRows implements PanacheRepositoryBase<ImagePullEntity, String> {}
