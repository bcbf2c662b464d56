<?php
// Settings of a throw-away site. Everything that differs between runs comes from the environment.
define('DB_NAME', 'site');
define('DB_USER', 'site');
define('DB_PASSWORD', 'site');
define('DB_HOST', 'localhost:' . getenv('REAL_DB_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', 'throw-away key of ' . $name);
    define($name . '_SALT', 'throw-away salt of ' . $name);
}
$table_prefix = 'wp_';

// Only a local site takes application passwords over plain http.
define('WP_ENVIRONMENT_TYPE', 'local');
// A test reaches nothing but loopback, and runs the site's clockwork itself.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
