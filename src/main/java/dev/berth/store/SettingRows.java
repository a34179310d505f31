package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of what Berth knows of itself. */
@ApplicationScoped
class SettingRows implements PanacheRepositoryBase<SettingEntity, String> {}
