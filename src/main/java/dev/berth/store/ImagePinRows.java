package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of images that revisions were given. */
@ApplicationScoped
class ImagePinRows implements PanacheRepositoryBase<ImagePinEntity, Long> {}
