<?php
// Installs the site and its users, and prints an application password for each as JSON.
[, $root, $url] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_INSTALLING', true);
define('WP_SITEURL', $url);
require $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

add_filter('pre_wp_mail', '__return_true');
wp_install('Field Notes', 'admin', 'admin@example.test', true, '', wp_generate_password());
update_option('siteurl', $url);
update_option('home', $url);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
flush_rewrite_rules(false);

$roles = ['admin' => 'administrator', 'edith' => 'editor', 'arthur' => 'author', 'connie' => 'contributor'];
$passwords = [];
foreach ($roles as $login => $role) {
    $user = get_user_by('login', $login);
    $id = $user ? $user->ID : wp_insert_user([
        'user_login' => $login,
        'user_pass' => wp_generate_password(),
        'user_email' => $login . '@example.test',
        'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'test run']);
    $passwords[$login] = ['id' => $id, 'password' => $password];
}
echo "\n", json_encode(['version' => get_bloginfo('version'), 'users' => $passwords]), "\n";
